/** The command line: each command is a class, what they share stands beside them. */
@NullMarked
package dev.penstock.cli;

import org.jspecify.annotations.NullMarked;
