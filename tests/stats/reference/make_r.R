# make_r.R - writes r.csv: figures of base R that broadsheet.stats is held to, each with the call that
# made it. Run in this folder: Rscript make_r.R (R 4.2.2). A row: the expression in Lua, the value, the call.
options(digits = 17, warn = -1)
rows <- list()
emit <- function(lua, call) {
  values <- eval(parse(text = call), globalenv())
  for (i in seq_along(values)) {
    expression <- if (length(values) > 1) sprintf("pick(%d, %s)", i, lua) else lua
    rows[[length(rows) + 1]] <<- data.frame(lua = expression, call = call,
      value = if (is.finite(values[i])) sprintf("%.17g", values[i]) else as.character(values[i]))
  }
}
x <- as.numeric(Nile)
m <- mtcars
short_x <- c(1.5, 2.25, 7, 4, 10, 3, 9.5, 8)
short_y <- c(2, 1, 6, 5, 9, 3, 7, 8)
ten <- c(2, 1, 4, 3, 7, 8, 5, 6, 10, 9)
set.seed(7)
wave_x <- seq(0, 10, length.out = 60) + rep(c(0, 0.03, 0.05), 20)
wave_y <- round(sin(wave_x) + rnorm(60) / 4, 3)

# tails, deep ones too
for (z in c(-8, -1.5, 0, 0.3, 2, 5, 12, 37)) emit(sprintf("stats.normal_tail(%g)", z), sprintf("pnorm(%g, lower.tail = FALSE)", z))
for (z in c(1, 20, 40, 400)) emit(sprintf("stats.normal_tail(%g, { log = true })", z), sprintf("pnorm(%g, lower.tail = FALSE, log.p = TRUE)", z))
for (p in c(1e-300, 1e-20, 0.001, 0.4, 0.975, 0.999999)) emit(sprintf("stats.normal_quantile(%g)", p), sprintf("qnorm(%g)", p))
for (df in c(1, 2, 5, 30)) for (q in c(0.01, 1, 10, 100, 4000)) {
  emit(sprintf("stats.chi_square_tail(%g, %g, { log = true })", q, df), sprintf("pchisq(%g, %g, lower.tail = FALSE, log.p = TRUE)", q, df))
  if (q < 1000) emit(sprintf("stats.chi_square_tail(%g, %g)", q, df), sprintf("pchisq(%g, %g, lower.tail = FALSE)", q, df))
}
for (df in c(1, 3, 29)) for (q in c(-2, 0.5, 4, 60)) {
  emit(sprintf("stats.student_tail(%g, %g)", q, df), sprintf("pt(%g, %g, lower.tail = FALSE)", q, df))
  emit(sprintf("stats.student_tail(%g, %g, { log = true })", q, df), sprintf("pt(%g, %g, lower.tail = FALSE, log.p = TRUE)", q, df))
}
for (p in c(0.001, 0.3, 0.975)) for (df in c(1, 4, 50)) {
  emit(sprintf("stats.student_quantile(%g, %g)", p, df), sprintf("qt(%g, %g)", p, df))
  emit(sprintf("stats.chi_square_quantile(%g, %g)", p, df), sprintf("qchisq(%g, %g)", p, df))
}
for (q in c(0.2, 1, 7.5, 300)) emit(sprintf("stats.f_tail(%g, 3, 17)", q), sprintf("pf(%g, 3, 17, lower.tail = FALSE)", q))
for (q in c(0.001, 0.4, 0.97)) {
  emit(sprintf("stats.beta_tail(%g, 2.5, 40, { lower = true })", q), sprintf("pbeta(%g, 2.5, 40)", q))
  emit(sprintf("stats.beta_tail(%g, 2.5, 40)", q), sprintf("pbeta(%g, 2.5, 40, lower.tail = FALSE)", q))
}
emit("stats.beta_tail(0.001, 200, 3, { lower = true, log = true })", "pbeta(0.001, 200, 3, log.p = TRUE)")
for (q in c(0.1, 5, 60)) {
  emit(sprintf("stats.gamma_tail(%g, 4.5)", q), sprintf("pgamma(%g, 4.5, lower.tail = FALSE)", q))
  emit(sprintf("stats.gamma_tail(%g, 4.5, { lower = true })", q), sprintf("pgamma(%g, 4.5)", q))
}
for (k in c(0, 3, 40)) {
  emit(sprintf("stats.poisson_tail(%g, 7.5)", k), sprintf("ppois(%g, 7.5, lower.tail = FALSE)", k))
  emit(sprintf("stats.poisson_tail(%g, 7.5, { lower = true })", k), sprintf("ppois(%g, 7.5)", k))
  emit(sprintf("stats.binomial_tail(%g, 50, 0.3)", k), sprintf("pbinom(%g, 50, 0.3, lower.tail = FALSE)", k))
  emit(sprintf("stats.binomial_tail(%g, 50, 0.3, { lower = true })", k), sprintf("pbinom(%g, 50, 0.3)", k))
}

# one vector
emit("stats.sum(nile)", "sum(x)"); emit("stats.mean(nile)", "mean(x)"); emit("stats.median(nile)", "median(x)")
emit("stats.variance(nile)", "var(x)"); emit("stats.sd(nile)", "sd(x)"); emit("stats.mad(nile)", "mad(x)")
for (type in 1:9) for (p in c(0, 0.01, 0.25, 1 / 3, 0.5, 0.9, 1)) emit(sprintf("stats.quantile(mtcars.mpg, %.17g, %d)", p, type), sprintf("unname(quantile(m$mpg, %.17g, type = %d))", p, type))
for (ties in c("min", "max", "average", "first")) emit(sprintf('stats.rank(mtcars.cyl, { ties = "%s", ascending = true })', ties), sprintf('rank(m$cyl, ties.method = "%s")', ties))

# correlation
for (y in c("wt", "hp", "cyl", "qsec", "gear")) {
  emit(sprintf("stats.correlation(mtcars.mpg, mtcars.%s)", y), sprintf("unname(cor.test(m$mpg, m$%s)$estimate)", y))
  for (end in 1:2) emit(sprintf("detail(stats.correlation(mtcars.mpg, mtcars.%s)).%s", y, c("low", "high")[end]), sprintf("cor.test(m$mpg, m$%s)$conf.int[%d]", y, end))
  for (method in c("pearson", "spearman", "kendall")) emit(sprintf("detail(stats.%s(mtcars.mpg, mtcars.%s)).p", sub("pearson", "correlation", method), y), sprintf('cor.test(m$mpg, m$%s, method = "%s")$p.value', y, method))
}
for (pair in list(c("short_x", "short_y"), c("seq(1, 10)", "ten"), c("head(nile, 45)", "head(wave_y, 45)"))) for (method in c("spearman", "kendall")) {
  r <- sub("seq\\(1, 10\\)", "1:10", sub("nile", "x", pair))
  emit(sprintf("stats.%s(%s, %s)", method, pair[1], pair[2]), sprintf('unname(cor.test(%s, %s, method = "%s")$estimate)', r[1], r[2], method))
  for (exact in c("true", "false")) emit(sprintf("detail(stats.%s(%s, %s, { exact = %s })).p", method, pair[1], pair[2], exact), sprintf('cor.test(%s, %s, method = "%s", exact = %s)$p.value', r[1], r[2], method, toupper(exact)))
}

# two by two
tables <- list(c(12, 988, 5, 1995), c(3, 7, 9, 1), c(0, 100, 8, 90), c(165, 46, 178, 140075), c(1, 999999, 30, 999970), c(250, 40000, 260, 51000))
for (t in tables) {
  lua <- paste(format(t, scientific = FALSE, trim = TRUE), collapse = ", ")
  assign("o", matrix(t, 2, byrow = TRUE)); r <- sprintf("matrix(c(%s), 2, byrow = TRUE)", lua)
  emit(sprintf("stats.fisher(%s)", lua), sprintf("fisher.test(%s)$p.value", r))
  emit(sprintf("detail(stats.fisher(%s)).less", lua), sprintf('fisher.test(%s, alternative = "less")$p.value', r))
  emit(sprintf("detail(stats.fisher(%s)).greater", lua), sprintf('fisher.test(%s, alternative = "greater")$p.value', r))
  emit(sprintf("stats.chi2(%s)", lua), sprintf("unname(chisq.test(%s, correct = FALSE)$statistic)", r))
  emit(sprintf("detail(stats.chi2(%s))", lua), sprintf("chisq.test(%s, correct = FALSE)$p.value", r))
  emit(sprintf("stats.chi2({ %s }, { yates = true })", lua), sprintf("unname(chisq.test(%s, correct = TRUE)$statistic)", r))
  emit(sprintf("math.abs(stats.g2(%s))", lua), sprintf("local({ o <- %s; e <- outer(rowSums(o), colSums(o)) / sum(o); 2 * sum(ifelse(o > 0, o * log(o / e), 0)) })", r))
  emit(sprintf('math.abs(stats.g2({ %s }, { form = "two_cell" }))', lua), sprintf("local({ o <- %s; e <- outer(rowSums(o), colSums(o)) / sum(o); 2 * sum(ifelse(o > 0, o * log(o / e), 0)[, 1]) })", r))
  emit(sprintf("stats.t_score(%s)", lua), sprintf("local({ o <- %s; e <- sum(o[1, ]) * sum(o[, 1]) / sum(o); if (o[1, 1] > 0) (o[1, 1] - e) / sqrt(o[1, 1]) else NaN })", r))
  emit(sprintf("stats.z_score(%s)", lua), sprintf("local({ o <- %s; e <- sum(o[1, ]) * sum(o[, 1]) / sum(o); (o[1, 1] - e) / sqrt(e) })", r))
  if (t[1] > 0) {
    emit(sprintf("stats.pmi(%s)", lua), sprintf("local({ o <- %s; log2(o[1, 1] * sum(o) / sum(o[1, ]) / sum(o[, 1])) })", r))
    emit(sprintf("stats.npmi(%s)", lua), sprintf("local({ o <- %s; log2(o[1, 1] * sum(o) / sum(o[1, ]) / sum(o[, 1])) / -log2(o[1, 1] / sum(o)) })", r))
    emit(sprintf("stats.mi3(%s)", lua), sprintf("local({ o <- %s; log2(o[1, 1]^3 * sum(o) / sum(o[1, ]) / sum(o[, 1])) })", r))
    emit(sprintf("stats.logdice(%s)", lua), sprintf("local({ o <- %s; 14 + log2(2 * o[1, 1] / (sum(o[1, ]) + sum(o[, 1]))) })", r))
    emit(sprintf("stats.log_ratio(%s)", lua), sprintf("local({ o <- %s; log2(o[1, 1] / sum(o[1, ]) / (o[2, 1] / sum(o[2, ]))) })", r))
    emit(sprintf("stats.percent_difference(%s)", lua), sprintf("local({ o <- %s; f <- o[, 1] / rowSums(o); 100 * (f[1] - f[2]) / f[2] })", r))
    emit(sprintf("stats.odds_ratio(%s)", lua), sprintf("local({ o <- %s; (o[1, 1] / o[1, 2]) / (o[2, 1] / o[2, 2]) })", r))
    emit(sprintf("select(2, stats.odds_ratio(%s))", lua), sprintf("local({ o <- %s; exp(log((o[1, 1] / o[1, 2]) / (o[2, 1] / o[2, 2])) - qnorm(0.975) * sqrt(sum(1 / o))) })", r))
    emit(sprintf("stats.log_odds({ %s }, 2.5, 900)", lua), sprintf("local({ o <- %s; log((o[1, 1] + 2.5) / (o[1, 2] + 897.5)) - log((o[2, 1] + 2.5) / (o[2, 2] + 897.5)) })", r))
    emit(sprintf("select(2, stats.log_odds({ %s }, 2.5, 900))", lua), sprintf("local({ o <- %s; (log((o[1, 1] + 2.5) / (o[1, 2] + 897.5)) - log((o[2, 1] + 2.5) / (o[2, 2] + 897.5))) / sqrt(1 / (o[1, 1] + 2.5) + 1 / (o[2, 1] + 2.5)) })", r))
  }
}

# corrections
p <- c(.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34)
for (method in c("holm", "hochberg", "bonferroni", "BH", "BY")) emit(sprintf('stats.adjust(p, "%s")', tolower(method)), sprintf('p.adjust(p, "%s")', method))

# intervals
for (n in list(c(0, 10), c(3, 10), c(50, 100), c(1, 1000), c(1000, 1000))) for (end in 1:2) {
  emit(sprintf("select(%d, stats.proportion(%g, %g))", end + 1, n[1], n[2]), sprintf("prop.test(%g, %g, correct = FALSE)$conf.int[%d]", n[1], n[2], end))
  emit(sprintf('select(%d, stats.proportion(%g, %g, { method = "exact", confidence = 0.9 }))', end + 1, n[1], n[2]), sprintf("binom.test(%g, %g, conf.level = 0.9)$conf.int[%d]", n[1], n[2], end))
  emit(sprintf("select(%d, stats.poisson_rate(%g, 2.5))", end + 1, n[1]), sprintf("poisson.test(%g, 2.5)$conf.int[%d]", n[1], end))
}

# trends: the variance of Hamed and Rao from acf(), the exact p from cor.test()
serial <- function(x, lags = length(x) - 1) {
  n <- length(x); i <- combn(n, 2)
  slope <- median((x[i[2, ]] - x[i[1, ]]) / (i[2, ] - i[1, ]))
  s <- sum(sign(x[i[2, ]] - x[i[1, ]])); ties <- table(x)
  variance <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
  r <- acf(rank(x - slope * seq_len(n)), lag.max = n - 1, plot = FALSE)$acf[-1]
  k <- which(abs(r) > qnorm(0.975) / sqrt(n) & seq_along(r) <= lags)
  variance <- variance * (1 + 2 / (n * (n - 1) * (n - 2)) * sum((n - k) * (n - k - 1) * (n - k - 2) * r[k]))
  z <- (s - sign(s)) / sqrt(variance)
  c(variance, z, 2 * pnorm(-abs(z)))
}
for (field in 1:3) {
  emit(sprintf("stats.mann_kendall(nile, { serial = true }).%s", c("variance", "z", "p")[field]), sprintf("serial(x)[%d]", field))
  emit(sprintf("stats.mann_kendall(wave_y, { serial = true, lags = 5 }).%s", c("variance", "z", "p")[field]), sprintf("serial(wave_y, 5)[%d]", field))
}
emit("stats.mann_kendall(ten).p_exact", 'cor.test(1:10, ten, method = "kendall")$p.value')
emit("stats.mann_kendall(short_x).p_exact", 'cor.test(1:8, short_x, method = "kendall")$p.value')

# smooth lines
emit("stats.loess(years, nile)", "lowess(1871:1970, x)$y")
emit("stats.loess(wave_x, wave_y, { span = 0.3, iterations = 0, delta = 0 })", "lowess(wave_x, wave_y, f = 0.3, iter = 0, delta = 0)$y")
emit("stats.loess(wave_x, wave_y, { delta = 0.7 })", "lowess(wave_x, wave_y, delta = 0.7)$y")
emit("stats.loess(years, nile, { degree = 2 })", "local({ t <- 1871:1970; unname(fitted(loess(x ~ t))) })")
emit('stats.loess(wave_x, wave_y, { degree = 2, surface = "direct" })', 'unname(fitted(loess(wave_y ~ wave_x, control = loess.control(surface = "direct"))))')
emit("stats.loess(wave_x, wave_y, { degree = 1, span = 0.4 })", "unname(fitted(loess(wave_y ~ wave_x, degree = 1, span = 0.4)))")
emit("stats.loess(wave_x, wave_y, { degree = 2, span = 0.5, iterations = 3 })", 'unname(fitted(loess(wave_y ~ wave_x, span = 0.5, family = "symmetric")))')

out <- do.call(rbind, rows)
out$value[out$value == "NaN"] <- "nil"
write.csv(out[, c("lua", "value", "call")], "r.csv", row.names = FALSE)
lua <- function(name, v) sprintf("  %s = { %s },", name, paste(sprintf("%.17g", v), collapse = ", "))
wrap <- function(text) paste(strwrap(text, 108, exdent = 4), collapse = "\n")
cat("-- Data of the reference values: classic data sets of R, and some drawn by make_r.R, which writes this file.",
  "return {", sapply(c(lua("nile", x), lua("years", 1871:1970), lua("discoveries", discoveries), lua("islands", islands),
    lua("driver_deaths", UKDriverDeaths), lua("short_x", short_x), lua("short_y", short_y), lua("ten", ten),
    lua("wave_x", wave_x), lua("wave_y", wave_y), lua("p", p)), wrap), "  mtcars = {",
  sapply(names(m), function(n) wrap(paste0("  ", lua(n, m[[n]])))), "  },", "}", sep = "\n", file = "data.lua")
