/**
 * The fault matrix: what a program sees of a stream that goes wrong, with Penstock and with others.
 */
@NullMarked
package dev.penstock.jmh.faults;

import org.jspecify.annotations.NullMarked;
