/** Load: many streams at once, streams as fast as they go, and the first one of a process. */
@NullMarked
package dev.penstock.jmh.load;

import org.jspecify.annotations.NullMarked;
