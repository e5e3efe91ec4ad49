/* address.h - web and mail addresses in running text. */
#ifndef BS_TEXT_ADDRESS_H
#define BS_TEXT_ADDRESS_H

#include "broadsheet.h"

/* The end of the URL whose scheme is [start, colon), or 0 when there is none. */
size_t bs_address_end(bs_str text, size_t start, size_t colon);
/* The end of the path that begins with the slash at `at`, without what closes the sentence. */
size_t bs_address_path_end(bs_str text, size_t at);
/* The end of the mail address whose name is [start, sign) and whose @ is at `sign`, or 0. */
size_t bs_address_mail_end(bs_str text, size_t start, size_t sign);
/* Whether what begins at `start` is the name of a mail address. */
bool bs_address_is_mail(bs_str text, size_t start);

#endif
