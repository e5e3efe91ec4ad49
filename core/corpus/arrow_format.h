/* arrow_format.h - the numbers of the Arrow IPC format (Schema.fbs, Message.fbs, File.fbs). */
#ifndef BS_CORPUS_ARROW_FORMAT_H
#define BS_CORPUS_ARROW_FORMAT_H

#define ARROW_MAGIC "ARROW1"
#define ARROW_CONTINUATION UINT32_MAX      /* stands before the size of each message */
#define ARROW_TABLE_KEY "broadsheet.table" /* custom metadata: which table this is */

enum {
    ARROW_MAGIC_BYTES = 6,
    ARROW_ALIGNMENT = 64,
    ARROW_BLOCK_BYTES = 24,
    ARROW_VERSION_5 = 4,
    ARROW_HEADER_SCHEMA = 1,
    ARROW_HEADER_DICTIONARY = 2,
    ARROW_HEADER_BATCH = 3,
    ARROW_TYPE_INT = 2,
    ARROW_TYPE_FLOAT = 3,
    ARROW_TYPE_UTF8 = 5,
    ARROW_TYPE_DATE = 8,
    ARROW_TYPE_LIST = 12,
    ARROW_PRECISION_DOUBLE = 2,
    ARROW_DATE_DAY = 0,
};

#endif
