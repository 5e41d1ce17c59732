/** The backend on the JDK's HTTP client. */
package dev.penstock.backend.jdk;
