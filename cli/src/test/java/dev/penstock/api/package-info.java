/** What the published modules show to their users, compared with what was agreed on. */
@NullMarked
package dev.penstock.api;

import org.jspecify.annotations.NullMarked;
