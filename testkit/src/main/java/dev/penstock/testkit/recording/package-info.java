/**
 * Streams written to text files as they run, and played again without a network.
 *
 * <p>{@link dev.penstock.testkit.recording.Recordings} does both in a JUnit test: record once,
 * replay ever after.
 */
package dev.penstock.testkit.recording;
