/** Ready-made answers of the testkit, read by the providers' dialects. */
@NullMarked
package dev.penstock.models;

import org.jspecify.annotations.NullMarked;
