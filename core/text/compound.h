/*
 * compound.h - the parts of a hyphenated word, for those who exchange tokens with other programs.
 *
 * Here a hyphenated word is one token, so that it can be counted and asked for. Universal
 * Dependencies, as the Penn Treebank since 2004, cut it: "long" + "-" + "range". Kept whole there
 * are words with a prefix ("anti-tank", "co-operate") or a suffix that is no word, and here also
 * names ("Indo-Pacific") and designations ("F-16").
 */
#ifndef BS_TEXT_COMPOUND_H
#define BS_TEXT_COMPOUND_H

#include "broadsheet.h"

enum { BS_COMPOUND_CUTS_MAX = 16 };

/* The hyphens of a token that cut it, as bytes from its beginning; gives how many. */
size_t bs_compound_cuts(bs_str token, size_t cuts[BS_COMPOUND_CUTS_MAX]);

#endif
