/** Benchmarks. */
@NullMarked
package dev.penstock.jmh;

import org.jspecify.annotations.NullMarked;
