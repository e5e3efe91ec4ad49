/*
 * clusters.h - words that stand in the same company, put into the same class, from plain text.
 *
 * For the name tagger, which then knows something of words that it never saw tagged. Forms keep
 * their case ("May" and "may" are two), and each is counted with the words one and two places to
 * its left and right; rows of positive pointwise mutual information are brought to a few dimensions
 * by a randomised range finder (Halko, Martinsson, Tropp 2011), and these rows, at unit length, are
 * put into classes by k-means, at three sizes, the smaller made of the larger.
 */
#ifndef BS_ANNOTATE_CLUSTERS_H
#define BS_ANNOTATE_CLUSTERS_H

#include "base/array.h"
#include "base/str.h"

enum { BS_CLUSTERS_FINE = 1000, BS_CLUSTERS_MIDDLE = 256, BS_CLUSTERS_COARSE = 64 };

/*
 * Appends one line a form, "form fine middle coarse", then one line a folded word,
 * "=word lower capital upper" with how often it was seen in each case away from the head of a
 * sentence. Files that end in .tsv are read as in examples.h, others as plain text; the same files
 * in the same order give the same bytes. Fails as bs_file_read() does, or with BS_BAD_DATA when
 * there are too few words.
 */
bs_status bs_clusters_make(const bs_strs *paths, bs_buffer *lines, bs_error *error);

#endif
