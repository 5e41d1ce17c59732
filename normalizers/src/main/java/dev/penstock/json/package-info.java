/**
 * What normalizers read and write JSON with, those of this module and one's own: a cursor over the
 * documents of a stream, a writer of request bodies, and what the errors of all providers have in
 * common. No trees, no data binding.
 */
package dev.penstock.json;
