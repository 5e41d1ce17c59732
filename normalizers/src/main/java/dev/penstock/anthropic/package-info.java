/** Anthropic's Messages. */
package dev.penstock.anthropic;
