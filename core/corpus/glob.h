/*
 * glob.h - patterns over words: `*` any run, `?` one character, `[abc]` `[a-f]` `[!x]` one of
 * these, `\` before a character that means itself. They match whole words.
 */
#ifndef BS_CORPUS_GLOB_H
#define BS_CORPUS_GLOB_H

#include "base/str.h"
#include "broadsheet.h"

/* Whether it has a character that is special here. */
bool bs_glob_is_pattern(bs_str text);
/* Place of a `[` that is never closed or of a `\` at the end, or SIZE_MAX when all is well. */
size_t bs_glob_fault(bs_str pattern);
bool bs_glob_matches(bs_str pattern, bs_str word);
/* The longest run of bytes that stands in every match, without ' and - (whose spelling differs
 * between forms and keys); a view into the pattern, maybe empty. */
bs_str bs_glob_literal(bs_str pattern);

#endif
