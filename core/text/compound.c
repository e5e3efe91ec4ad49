/* compound.c - see compound.h. The affixes are those of the guidelines of the English Web Treebank
 * (Bies and others 2012, addendum to the tokenisation of the Penn Treebank). */
#include "text/compound.h"

#include <string.h>

#include "base/str.h"
#include "text/character.h"

static const char *const prefixes[] = {
    "a",     "afro",   "agro",    "ante",   "anti",  "arch",  "bi",   "bio",  "cis",
    "co",    "contra", "counter", "cross",  "cyber", "de",    "e",    "eco",  "ex",
    "extra", "inter",  "intra",   "macro",  "mega",  "micro", "mid",  "mini", "mono",
    "multi", "neo",    "non",     "o",      "over",  "pan",   "para", "peri", "post",
    "pre",   "pro",    "proto",   "pseudo", "quasi", "re",    "semi", "sub",  "super",
    "tri",   "u",      "uh",      "ultra",  "un",    "under", "uni",  "vice", "x"};
static const char *const suffixes[] = {"esque", "fest", "fold", "gate",
                                       "itis",  "less", "rama", "wise"};

static bool is_in(bs_str word, const char *const *list, size_t count)
{
    for (size_t index = 0; index < count; index++)
        if (bs_str_is_nocase(word, list[index]))
            return true;
    return false;
}

static bool is_cut(bs_str left, bs_str right)
{
    if (left.size == 0 || right.size == 0 || bs_is_digit_at(right, 0))
        return false;
    if (bs_is_upper_at(left, 0) && bs_is_upper_at(right, 0))
        return false;
    return !is_in(left, prefixes, sizeof prefixes / sizeof *prefixes) &&
           !is_in(right, suffixes, sizeof suffixes / sizeof *suffixes);
}

/* The first hyphen of the token from `at` on, or its end. */
static size_t hyphen_from(bs_str token, size_t at)
{
    while (at < token.size && token.data[at] != '-')
        at++;
    return at;
}

/* An address, a handle, or a word broken at a line end. */
static bool is_no_compound(bs_str token)
{
    for (size_t at = 0; at < token.size; at++)
        if (strchr("./@#:_ \t\r\n", token.data[at]))
            return true;
    return token.size < 3;
}

size_t bs_compound_cuts(bs_str token, size_t cuts[BS_COMPOUND_CUTS_MAX])
{
    size_t count = 0, start = 0;
    if (!memchr(token.data, '-', token.size) || is_no_compound(token))
        return 0;
    for (size_t hyphen = hyphen_from(token, 0); hyphen < token.size && count < BS_COMPOUND_CUTS_MAX;
         hyphen = hyphen_from(token, start)) {
        size_t next = hyphen_from(token, hyphen + 1);
        if (is_cut(bs_str_slice(token, start, hyphen), bs_str_slice(token, hyphen + 1, next)))
            cuts[count++] = hyphen;
        start = hyphen + 1;
    }
    return count;
}
