/** Thousands of streams of every fate, and what is left of them. */
@NullMarked
package dev.penstock.jmh.soak;

import org.jspecify.annotations.NullMarked;
