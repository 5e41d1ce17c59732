/**
 * Answers in the shape of each provider's, for a {@link dev.penstock.testkit.ScriptedServer}: begin
 * with {@link dev.penstock.testkit.models.ModelAnswer}.
 */
package dev.penstock.testkit.models;
