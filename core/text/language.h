/* language.h - which language a text is in, by CLD2. */
#ifndef BS_TEXT_LANGUAGE_H
#define BS_TEXT_LANGUAGE_H

#include "broadsheet.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BS_LANGUAGE_SAMPLE_BYTES = 1024 }; /* as much of a text as is looked at */

/* ISO 639-1 code ("en"), the three-letter one where there is no shorter, or NULL when the text does
 * not tell reliably. The string is a constant. */
const char *bs_language_detect(bs_str text);

#ifdef __cplusplus
}
#endif

#endif
