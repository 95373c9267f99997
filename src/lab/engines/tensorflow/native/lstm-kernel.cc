#include "lstm-kernel.h"

#include <cstring>

namespace plenum {

// V floats a vector; ROWS of a batch by 4 (forwards) or 2 vectors (backwards) fill the registers with sums.
#if defined(__AVX512F__)
constexpr int V = 16, ROWS = 6;
const Needs kNeeds = Needs::avx512;
#elif defined(__AVX2__) && defined(__FMA__)
constexpr int V = 8, ROWS = 3;
const Needs kNeeds = Needs::avx2;
#elif defined(__aarch64__)
constexpr int V = 4, ROWS = 6;
const Needs kNeeds = Needs::nothing;
#else
constexpr int V = 4, ROWS = 3;
const Needs kNeeds = Needs::nothing;
#endif
constexpr int GROUP = 2 * V;
const int kGroup = GROUP;

typedef float Vector __attribute__((vector_size(4 * V)));

namespace {

inline Vector load(const float *from) {
  Vector x;
  std::memcpy(&x, from, sizeof x);
  return x;
}
inline Vector load(const float *from, int lanes) {
  if (lanes == V) return load(from);
  Vector x = {};
  std::memcpy(&x, from, lanes * sizeof(float));
  return x;
}
inline void store(float *to, Vector x, int lanes) {
  if (lanes == V) std::memcpy(to, &x, sizeof x);
  else std::memcpy(to, &x, lanes * sizeof(float));
}

/// Eigen's rational approximation, right to a few units in the last place.
inline Vector tanhOf(Vector given) {
  constexpr float most = 7.90531110763549805f;
  Vector x = given > most ? Vector{} + most : given;
  x = x < -most ? Vector{} - most : x;
  const Vector s = x * x;
  Vector p = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = p * s + -8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  Vector q = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  const Vector y = x * p / q;
  return s < 1.6e-7f ? given : y;
}

inline Vector sigmoidOf(Vector x) { return tanhOf(x * 0.5f) * 0.5f + 0.5f; }

inline int lanesOf(int hidden, int unit) { return hidden - unit >= V ? V : hidden - unit; }

template <int R>
void forwardTile(const Forward &run, int t, int row, int unit, const float *panel) {
  const long hidden = run.sizes.hidden, width = 4 * hidden, batch = run.sizes.batch;
  const int lanes = lanesOf(run.sizes.hidden, unit);
  const bool keep = run.gates != nullptr;
  const long at = t * batch + row;
  Vector sums[R][4];
  const float *x = run.projected + at * width + unit;
#pragma GCC unroll 8
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int g = 0; g < 4; g++) sums[r][g] = load(x + r * width + g * hidden, lanes);
  const float *h = t > 0 ? run.h + (at - batch) * hidden : run.h0 ? run.h0 + row * hidden : nullptr;
  if (h)
    for (long k = 0; k < hidden; k++) {
      const Vector w[4] = {load(panel + k * 4 * V), load(panel + k * 4 * V + V), load(panel + k * 4 * V + 2 * V),
                           load(panel + k * 4 * V + 3 * V)};
#pragma GCC unroll 8
      for (int r = 0; r < R; r++) {
        const float state = h[r * hidden + k];
#pragma GCC unroll 4
        for (int g = 0; g < 4; g++) sums[r][g] += w[g] * state;
      }
    }
  for (int r = 0; r < R; r++) {
    const long place = (at + r) * hidden + unit;
    const Vector i = sigmoidOf(sums[r][0]), f = sigmoidOf(sums[r][1]), o = sigmoidOf(sums[r][2]), g = tanhOf(sums[r][3]);
    const Vector before = load(run.cells + (keep ? place : (row + r) * hidden + unit), lanes);
    const Vector c = f * before + i * g;
    const Vector squashed = tanhOf(c);
    store(run.h + place, o * squashed, lanes);
    if (!keep) {
      store(run.cells + (row + r) * hidden + unit, c, lanes);
      continue;
    }
    if (t + 1 < run.sizes.time) store(run.cells + place + batch * hidden, c, lanes);
    store(run.squashed + place, squashed, lanes);
    float *gates = run.gates + (at + r) * width + unit;
    store(gates, i, lanes);
    store(gates + hidden, f, lanes);
    store(gates + 2 * hidden, o, lanes);
    store(gates + 3 * hidden, g, lanes);
  }
}

template <int R>
void backwardTile(const Backward &run, int t, int row, int unit, const float *panel) {
  const long hidden = run.sizes.hidden, width = 4 * hidden;
  const float *d = run.dProjected + (long(t) * run.sizes.batch + row) * width;
  Vector sums[R][2] = {};
  for (long k = 0; k < width; k++) {
    const Vector w[2] = {load(panel + k * GROUP), load(panel + k * GROUP + V)};
#pragma GCC unroll 16
    for (int r = 0; r < R; r++) {
      const float derivative = d[r * width + k];
      sums[r][0] += w[0] * derivative;
      sums[r][1] += w[1] * derivative;
    }
  }
  const int first = lanesOf(run.sizes.hidden, unit);
  for (int r = 0; r < R; r++) {
    float *to = run.laterH + (row + r) * hidden + unit;
    store(to, sums[r][0], first);
    if (unit + V < hidden) store(to + V, sums[r][1], lanesOf(run.sizes.hidden, unit + V));
  }
}

/// Runs tiles of `R` rows over a batch, and one of fewer for what is left.
template <int R, template <int> class Tile, typename... Arguments>
void tiled(int rows, int row, const Arguments &...arguments) {
  for (; rows - row >= R; row += R) Tile<R>::run(row, arguments...);
  if constexpr (R > 1)
    if (row < rows) tiled<R - 1, Tile>(rows, row, arguments...);
}

template <int R>
struct ForwardTile {
  static void run(int row, const Forward &a, int t, int unit, const float *panel) { forwardTile<R>(a, t, row, unit, panel); }
};
template <int R>
struct BackwardTile {
  static void run(int row, const Backward &a, int t, int unit, const float *panel) { backwardTile<R>(a, t, row, unit, panel); }
};

}  // namespace

void packForward(const Sizes &sizes, const float *weight, float *packed, int group) {
  const long hidden = sizes.hidden;
  for (long unit = long(group) * GROUP; unit < (group + 1L) * GROUP && unit < hidden; unit += V) {
    const int lanes = lanesOf(sizes.hidden, unit);
    float *panel = packed + unit * 4 * hidden;
    for (long k = 0; k < hidden; k++)
      for (int g = 0; g < 4; g++) store(panel + (k * 4 + g) * V, load(weight + k * 4 * hidden + g * hidden + unit, lanes), V);
  }
}

void packBackward(const Sizes &sizes, const float *weight, float *packed, int group) {
  const long hidden = sizes.hidden, width = 4 * hidden;
  const long unit = long(group) * GROUP;
  float *panel = packed + unit * width;
  // A line of a row at a time, so that what was fetched is used while it is there.
  for (long k = 0; k < width; k += 16)
    for (int j = 0; j < GROUP; j++)
      for (long i = k; i < k + 16 && i < width; i++) panel[i * GROUP + j] = unit + j < hidden ? weight[(unit + j) * width + i] : 0;
}

void forwardStep(const Forward &run, int t, int group) {
  for (long unit = long(group) * GROUP; unit < (group + 1L) * GROUP && unit < run.sizes.hidden; unit += V)
    tiled<ROWS, ForwardTile>(run.sizes.batch, 0, run, t, int(unit), run.packed + unit * 4 * run.sizes.hidden);
}

void backwardGates(const Backward &run, int t, int group) {
  const long hidden = run.sizes.hidden, batch = run.sizes.batch;
  for (long row = 0; row < batch; row++)
    for (long unit = long(group) * GROUP; unit < (group + 1L) * GROUP && unit < hidden; unit += V) {
      const int lanes = lanesOf(run.sizes.hidden, unit);
      const long place = (t * batch + row) * hidden + unit, state = row * hidden + unit;
      const float *gates = run.gates + (t * batch + row) * 4 * hidden + unit;
      const Vector i = load(gates, lanes), f = load(gates + hidden, lanes), o = load(gates + 2 * hidden, lanes),
                   g = load(gates + 3 * hidden, lanes);
      const Vector squashed = load(run.squashed + place, lanes), before = load(run.cells + place, lanes);
      const Vector dh = load(run.dh + place, lanes) + load(run.laterH + state, lanes);
      const Vector dc = load(run.laterC + state, lanes) + dh * o * (1 - squashed * squashed);
      float *d = run.dProjected + (t * batch + row) * 4 * hidden + unit;
      store(d, dc * g * i * (1 - i), lanes);
      store(d + hidden, dc * before * f * (1 - f), lanes);
      store(d + 2 * hidden, dh * squashed * o * (1 - o), lanes);
      store(d + 3 * hidden, dc * i * (1 - g * g), lanes);
      store(run.laterC + state, dc * f, lanes);
    }
}

void backwardStates(const Backward &run, int t, int group) {
  const long unit = long(group) * GROUP;
  tiled<2 * ROWS, BackwardTile>(run.sizes.batch, 0, run, t, int(unit), run.packed + unit * 4 * run.sizes.hidden);
}

}  // namespace plenum
