/** What a model is asked, in the same shape for all providers; each turns it into its own JSON. */
package dev.penstock.prompt;
