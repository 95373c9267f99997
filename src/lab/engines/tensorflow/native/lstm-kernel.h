// The recurrence of an LSTM over a sequence, forwards and backwards, as plain arithmetic on arrays. Gates lie as i, f, o, g along the
// last axis. All arrays are row-major float32.
#pragma once

namespace plenum {

/// What the processor must have for the kernel as it was compiled.
enum class Needs { nothing, avx2, avx512 };
extern const Needs kNeeds;

/// Hidden units are shared out to threads in groups of so many; whoever packed a group, any thread may compute it.
extern const int kGroup;

struct Sizes {
  int time, batch, hidden;
  int groups() const { return (hidden + kGroup - 1) / kGroup; }
  /// Floats that the recurrent matrix takes when packed, for either direction.
  long packed() const { return 4L * hidden * groups() * kGroup; }
};

/// h and c follow from gates a = projected + h·W: i, f, o = σ(a), g = tanh(a); c' = f·c + i·g; h' = o·tanh(c').
struct Forward {
  Sizes sizes;
  const float *projected;  ///< [time, batch, 4·hidden]
  const float *h0;         ///< [batch, hidden]; null for zeros
  const float *packed;     ///< W by packForward
  float *h;                ///< [time, batch, hidden]
  /// c before each step, its first filled in: [time, batch, hidden]; where nothing is kept for a gradient the present c, [batch, hidden].
  float *cells;
  float *gates;     ///< activated, [time, batch, 4·hidden]; null where no gradient is wanted
  float *squashed;  ///< tanh(c'), [time, batch, hidden]; null likewise
};

struct Backward {
  Sizes sizes;
  const float *dh, *gates, *cells, *squashed;
  const float *packed;       ///< W by packBackward
  float *dProjected;         ///< [time, batch, 4·hidden]
  float *laterH, *laterC;    ///< [batch, hidden], zeros at first; by the first step at last
};

/// W [hidden, 4·hidden] in the order in which a direction reads it, a group of it.
void packForward(const Sizes &sizes, const float *weight, float *packed, int group);
void packBackward(const Sizes &sizes, const float *weight, float *packed, int group);

/// Step t of a group; needs all groups of step t − 1.
void forwardStep(const Forward &run, int t, int group);

/// The gates' derivatives of step t for a group; needs that group of backwardStates at t + 1.
void backwardGates(const Backward &run, int t, int group);

/// What step t hands to the state before it, for a group; needs all groups of backwardGates at t.
void backwardStates(const Backward &run, int t, int group);

}  // namespace plenum
