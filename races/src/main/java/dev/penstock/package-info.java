/** Races of what a stream shares between threads. */
@NullMarked
package dev.penstock;

import org.jspecify.annotations.NullMarked;
