"""Writes scipy.csv: figures of scipy that broadsheet.stats is held to, each with the call that made it.
Run in this folder: python3 make_scipy.py (scipy 1.10). Data: data.lua."""
import csv
import re

import numpy as np
from scipy import special, stats
from scipy.spatial import distance

text = open("data.lua").read()


def data(name):
    return np.array([float(item) for item in re.search(name + r" = \{([^}]*)\}", text)[1].split(",")])


nile, islands = data("nile"), data("islands")
mpg, wt, hp = data("mpg"), data("wt"), data("hp")
short_x, short_y = data("short_x"), data("short_y")
rows = []


def emit(lua, call):
    rows.append((lua, repr(float(eval(call))), call))


for q, df in ((700, 2), (0.3, 2), (12, 5)):
    emit(f"stats.chi_square_tail({q}, {df})", f"special.chdtrc({df}, {q})")
for z in (-3, 0.1, 7, 36):
    emit(f"stats.normal_tail({z})", f"special.ndtr(-({z}))")
    emit(f"stats.normal_tail({z}, {{ log = true }})", f"special.log_ndtr(-({z}))")
for a, x in ((0.5, 0.1), (3, 9), (40, 22), (120.5, 300)):
    emit(f"stats.gamma_tail({x}, {a})", f"special.gammaincc({a}, {x})")
    emit(f"stats.gamma_tail({x}, {a}, {{ lower = true }})", f"special.gammainc({a}, {x})")
for a, b, x in ((0.5, 0.5, 0.2), (3, 9, 0.6), (40, 22, 0.1), (500, 500, 0.55)):
    emit(f"stats.beta_tail({x}, {a}, {b}, {{ lower = true }})", f"special.betainc({a}, {b}, {x})")
for k, n, p in ((3, 20, 0.4), (90, 1000, 0.05)):
    emit(f"stats.binomial_tail({k}, {n}, {p})", f"special.bdtrc({k}, {n}, {p})")
for t in ((12, 988, 5, 1995), (165, 46, 178, 140075), (250, 40000, 260, 51000)):
    cells = ", ".join(map(str, t))
    square = f"[[{t[0]}, {t[1]}], [{t[2]}, {t[3]}]]"
    emit(f"math.abs(stats.g2({cells}))",
         f"stats.chi2_contingency({square}, correction=False, lambda_='log-likelihood')[0]")
    emit(f"stats.chi2({cells})", f"stats.chi2_contingency({square}, correction=False)[0]")
    emit(f"stats.fisher({cells})", f"stats.fisher_exact({square})[1]")
emit("stats.entropy(islands)", "stats.entropy(islands, base=2)")
emit("stats.kl(short_x, short_y)", "stats.entropy(short_x, short_y, base=2)")
emit("stats.jsd(short_x, short_y)", "distance.jensenshannon(short_x, short_y, base=2) ** 2")
emit("stats.cosine(short_x, short_y)", "1 - distance.cosine(short_x, short_y)")
emit("stats.mad(nile, 1)", "stats.median_abs_deviation(nile)")
for name, values in (("hp", "hp"), ("wt", "wt")):
    emit(f"stats.correlation(mtcars.mpg, mtcars.{name})", f"stats.pearsonr(mpg, {values})[0]")
    emit(f"detail(stats.correlation(mtcars.mpg, mtcars.{name})).p", f"stats.pearsonr(mpg, {values})[1]")
    emit(f"stats.spearman(mtcars.mpg, mtcars.{name})", f"stats.spearmanr(mpg, {values})[0]")
    emit(f"stats.kendall(mtcars.mpg, mtcars.{name})", f"stats.kendalltau(mpg, {values})[0]")
    emit(f"detail(stats.kendall(mtcars.mpg, mtcars.{name})).p", f"stats.kendalltau(mpg, {values})[1]")
emit("detail(stats.kendall(short_x, short_y)).p", "stats.kendalltau(short_x, short_y, method='exact')[1]")
emit("detail(stats.spearman(short_x, short_y, { exact = false })).p", "stats.spearmanr(short_x, short_y)[1]")
emit("stats.theil_sen(nile).slope", "stats.theilslopes(nile)[0]")
emit("stats.theil_sen(nile).intercept", "stats.theilslopes(nile)[1]")
emit("stats.permutation({ 12, 15, 9, 20 }, { 8, 7, 14, 6, 10 })",
     "stats.permutation_test(([12, 15, 9, 20], [8, 7, 14, 6, 10]), lambda a, b: abs(a.mean() - b.mean()),"
     " vectorized=False, n_resamples=np.inf, alternative='greater').pvalue")
emit('stats.permutation({ 12, 15, 9, 20 }, { 8, 7, 14, 6, 10 }, { alternative = "greater" })',
     "stats.permutation_test(([12, 15, 9, 20], [8, 7, 14, 6, 10]), lambda a, b: a.mean() - b.mean(),"
     " vectorized=False, n_resamples=np.inf, alternative='greater').pvalue")
for s, n in ((3, 10), (50, 100)):
    for end, name in ((0, "low"), (1, "high")):
        emit(f"select({end + 2}, stats.proportion({s}, {n}))",
             f"stats.binomtest({s}, {n}).proportion_ci(method='wilson').{name}")
for method in ("min", "max", "average", "dense"):
    emit(f'stats.sum(stats.rank(mtcars.cyl, {{ ties = "{method}", ascending = true }}))',
         f"stats.rankdata(data('cyl'), method='{method}').sum()")

with open("scipy.csv", "w", newline="") as file:
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("lua", "value", "call"))
    writer.writerows(rows)
