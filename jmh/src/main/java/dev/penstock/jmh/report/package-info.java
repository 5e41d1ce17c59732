/** Figures of suites, and what is made of them: tables in Markdown, verdicts, pictures. */
@NullMarked
package dev.penstock.jmh.report;

import org.jspecify.annotations.NullMarked;
