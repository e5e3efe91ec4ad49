/*
 * dictionary.h - words in named groups: what broadsheet.dictionary{} gives and count{} can count
 * by.
 */
#ifndef BS_CORPUS_DICTIONARY_H
#define BS_CORPUS_DICTIONARY_H

#include "broadsheet.h"
#include "corpus/query.h"

typedef struct bs_dictionary bs_dictionary; /* immutable once filled; counted references */

bs_status bs_dictionary_new(bs_dictionary **dictionary, bs_error *error);
bs_dictionary *bs_dictionary_retain(bs_dictionary *dictionary);
void bs_dictionary_free(bs_dictionary *dictionary); /* lets go of one reference */

/* Adds a query to a group, which is made when it is new. Both are copied. BS_MISUSE when the query
 * does not parse or says only what must be absent. */
bs_status bs_dictionary_add(bs_dictionary *dictionary, bs_str group, bs_str query, bs_error *error);

/* Groups and their queries, in the order in which they came. */
size_t bs_dictionary_group_count(const bs_dictionary *dictionary);
bs_str bs_dictionary_group(const bs_dictionary *dictionary, size_t group);
size_t bs_dictionary_query_count(const bs_dictionary *dictionary, size_t group);
const bs_query *bs_dictionary_query(const bs_dictionary *dictionary, size_t group, size_t query);

#endif
