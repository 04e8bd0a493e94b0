/**
 * Both databases behind the store port: one file of SQLite for a process of its own, PostgreSQL for
 * teams. They share every statement that means the same to both; what differs is in the sealed
 * types of this package, each difference with its reason.
 */
@NullMarked
package dev.cairn.sql;

import org.jspecify.annotations.NullMarked;
