/**
 * What the tests of all dialects share: bodies played from memory, recorded ones with what is
 * expected of them.
 */
package dev.penstock.corpus;
