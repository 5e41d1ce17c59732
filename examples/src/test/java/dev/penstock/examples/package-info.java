/** Programs that read streams side by side. */
@NullMarked
package dev.penstock.examples;

import org.jspecify.annotations.NullMarked;
