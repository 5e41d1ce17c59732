/**
 * Signatures for AWS Bedrock, whose requests and answers are in {@code dev.penstock.converse}. This
 * is a module of its own, so that nobody else carries AWS's library.
 */
package dev.penstock.bedrock;
