/** Programs that measure what happens between a server's process and a client's. */
@NullMarked
package dev.penstock.jmh.wire;

import org.jspecify.annotations.NullMarked;
