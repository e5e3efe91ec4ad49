/* voices.h - signs of lines that are not the voice of the article: what blogs and papers put around
 * it, comments of readers, and places where a lost line end has glued two words together. */
#ifndef BS_READ_VOICES_H
#define BS_READ_VOICES_H

#include "broadsheet.h"
#include "read/dates.h"

/* "Share on Facebook", "Facebook Twitter Email", "Click to print (Opens in new window)". */
bool bs_voice_is_share_line(bs_str line);

/* "Tags: ..", "Sign up for our newsletter", "Advertisement", "Your email address will not be
 * published": a line that no one wrote for this article. */
bool bs_voice_is_widget_line(bs_str line);

/* "Related articles": a heading whose list of items belongs to it. */
bool bs_voice_is_list_heading(bs_str line);

/* "3 Comments", "Comments (3)", "2 thoughts on ..", "One response to ..": comments follow. */
bool bs_voice_is_comment_heading(bs_str line);

/* The head of one comment: "Jane Roe says:", "Jane Roe on July 9, 2024 at 3:14 pm said:", or a line
 * with a day and a time and nothing else. `*has_date` tells whether `*date` was found; `*is_sure`
 * whether nothing else looks like this. */
bool bs_voice_is_comment_head(bs_str line, bs_date *date, bool *has_date, bool *is_sure);

/* The same over one or two lines without a verb: "Jane R. 9 July 2024 at 15:14", "jroe78" above
 * "2 hours ago". `second` is empty when there is none; `*signer` is who wrote, `*is_two` whether
 * both lines are the head. */
bool bs_voice_is_signed(bs_str first, bs_str second, bs_str *signer, bool *is_two, bs_date *date,
                        bool *has_date);

/* The last full date that a text names. */
bool bs_voice_last_date(bs_str text, bs_date *date);

/* The words of a document, hashed and sorted; made when one is first asked for. */
typedef struct bs_voice_words {
    bs_str text;
    uint64_t *items;
    size_t count, capacity;
    bool is_made;
} bs_voice_words;

void bs_voice_words_clear(bs_voice_words *words);

/* The place in `text`, at or behind `from`, where a lost line end has glued two words together
 * ("photoYet", "ended.The"), and the bytes of the glued word; SIZE_MAX when there is none. What the
 * document has again in the same shape is a name ("wikiHow"). */
size_t bs_voice_glue(bs_voice_words *document, bs_str text, size_t from, size_t *start,
                     size_t *end);

#endif
