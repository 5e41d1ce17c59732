/**
 * AWS Bedrock: ConverseStream, and InvokeModelWithResponseStream with what its models speak inside.
 */
package dev.penstock.converse;
