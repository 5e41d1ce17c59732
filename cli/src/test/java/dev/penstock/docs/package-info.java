/** The samples of the documents, compiled and run, and the proof that the documents show these. */
@NullMarked
package dev.penstock.docs;

import org.jspecify.annotations.NullMarked;
