/** Fuzz targets: each takes bytes, and asserts a law that holds for all of them. */
@NullMarked
package dev.penstock.fuzz;

import org.jspecify.annotations.NullMarked;
