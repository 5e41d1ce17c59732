/** What the providers' normalizers share. */
package dev.penstock.normalizers;
