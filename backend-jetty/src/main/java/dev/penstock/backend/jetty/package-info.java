/** The backend on Jetty's HTTP client. */
package dev.penstock.backend.jetty;
