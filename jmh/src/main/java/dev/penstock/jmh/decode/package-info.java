/** Providers' streams decoded from memory, by Penstock and by its peers. */
@NullMarked
package dev.penstock.jmh.decode;

import org.jspecify.annotations.NullMarked;
