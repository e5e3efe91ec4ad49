/* keys.h - the names under which exports, front matter and header lines hold what we know of an
 * article. */
#ifndef BS_READ_KEYS_H
#define BS_READ_KEYS_H

#include "broadsheet.h"

typedef enum bs_key {
    BS_KEY_NONE,
    BS_KEY_ID,
    BS_KEY_TEXT,
    BS_KEY_TITLE,
    BS_KEY_BYLINE,
    BS_KEY_OUTLET,
    BS_KEY_DATE,
    BS_KEY_URL,
    BS_KEY_LANGUAGE,
    BS_KEY_CRAWLED,
    BS_KEY_HTML, /* a text that is HTML */
} bs_key;

/* The key that `name` stands for, whatever its case and with "_", "-" and " " being the same. When
 * two names of one table stand for the same key, the one with the lower rank is meant. */
bs_key bs_key_from(bs_str name);
/* 0 for the plainest name of a key ("text"), more for those that may mean something else. */
unsigned bs_key_rank(bs_str name);
/* The plainest name of a key; "" for BS_KEY_NONE. */
const char *bs_key_name(bs_key key);

#endif
