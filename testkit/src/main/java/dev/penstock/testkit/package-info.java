/** Servers, recordings and contracts for tests. */
package dev.penstock.testkit;
