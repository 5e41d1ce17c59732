/** Races of the queue between the thread that fills it and those that read and close. */
@NullMarked
package dev.penstock.backend.jdk;

import org.jspecify.annotations.NullMarked;
