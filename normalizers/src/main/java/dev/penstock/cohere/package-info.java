/** Cohere's Chat API, version 2. */
package dev.penstock.cohere;
