// PlenumLstm and PlenumLstmGradient: the recurrence over a whole sequence as one operation of TensorFlow on the processor, registered
// as the addon is loaded. Where the processor lacks what the kernel was compiled for, nothing is registered.
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

#include "lstm-kernel.h"
#include "team.h"
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

namespace plenum {
namespace {

/// One call of a kernel: its inputs are let go and its errors reported at the end.
class Call {
 public:
  explicit Call(TF_OpKernelContext *context) : context_(context), status_(TF_NewStatus()) {}
  ~Call() {
    for (TF_Tensor *tensor : held_) TF_DeleteTensor(tensor);
    if (!ok()) TF_OpKernelContext_Failure(context_, status_);
    TF_DeleteStatus(status_);
  }
  bool ok() const { return TF_GetCode(status_) == TF_OK; }
  void fail(const char *sentence) { TF_SetStatus(status_, TF_INVALID_ARGUMENT, sentence); }

  const TF_Tensor *input(int index) {
    TF_Tensor *tensor = nullptr;
    if (ok()) TF_GetInput(context_, index, &tensor, status_);
    if (tensor) held_.push_back(tensor);
    return tensor;
  }
  float *output(int index, std::vector<int64_t> shape) {
    if (!ok()) return nullptr;
    size_t size = sizeof(float);
    for (int64_t dimension : shape) size *= dimension;
    TF_Tensor *tensor = TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(), int(shape.size()), size, status_);
    if (!tensor) return nullptr;
    held_.push_back(tensor);
    return static_cast<float *>(TF_TensorData(tensor));
  }

 private:
  TF_OpKernelContext *context_;
  TF_Status *status_;
  std::vector<TF_Tensor *> held_;
};

bool isShape(const TF_Tensor *tensor, std::vector<int64_t> shape) {
  if (!tensor || TF_NumDims(tensor) != int(shape.size())) return false;
  for (size_t i = 0; i < shape.size(); i++)
    if (TF_Dim(tensor, int(i)) != shape[i]) return false;
  return true;
}

const float *values(const TF_Tensor *tensor) { return static_cast<const float *>(TF_TensorData(tensor)); }

bool allZero(const float *x, long count) {
  for (long i = 0; i < count; i++)
    if (x[i] != 0) return false;
  return true;
}

/// Memory that stays from call to call: one call works at a time.
float *workspace(int which, long floats) {
  static struct {
    float *memory = nullptr;
    long floats = 0;
  } kept[2];
  auto &own = kept[which];
  if (own.floats < floats) {
    operator delete[](own.memory, std::align_val_t(64));
    own.memory = nullptr;
    own.floats = 0;
    own.memory = static_cast<float *>(operator new[](floats * sizeof(float), std::align_val_t(64)));
    own.floats = floats;
  }
  return own.memory;
}

struct Kernel {
  bool full;
};

/// Attribute: training, whether what the gradient needs is wanted. Else outputs 1 to 3 are empty.
void forward(void *kernel, TF_OpKernelContext *context) {
  Call call(context);
  const bool training = static_cast<Kernel *>(kernel)->full;
  const TF_Tensor *projected = call.input(0), *h0 = call.input(1), *c0 = call.input(2), *weight = call.input(3);
  if (!call.ok()) return;
  if (TF_NumDims(projected) != 3 || TF_NumDims(weight) != 2) return call.fail("PlenumLstm: projected has three axes, the weight two.");
  const int64_t time = TF_Dim(projected, 0), batch = TF_Dim(projected, 1), hidden = TF_Dim(weight, 0);
  if (TF_Dim(projected, 2) != 4 * hidden || !isShape(weight, {hidden, 4 * hidden}) || !isShape(h0, {batch, hidden}) ||
      !isShape(c0, {batch, hidden}))
    return call.fail("PlenumLstm: projected [time, batch, 4·hidden], h0 and c0 [batch, hidden], weight [hidden, 4·hidden].");
  Forward run{{int(time), int(batch), int(hidden)}};
  const std::vector<int64_t> none{0}, states{time, batch, hidden};
  run.h = call.output(0, states);
  float *gates = call.output(1, training ? std::vector<int64_t>{time, batch, 4 * hidden} : none);
  float *cells = call.output(2, training ? states : none);
  float *squashed = call.output(3, training ? states : none);
  if (!call.ok() || time * batch * hidden == 0) return;
  try {
    float *packed = workspace(0, run.sizes.packed());
    run.gates = training ? gates : nullptr;
    run.squashed = training ? squashed : nullptr;
    run.cells = training ? cells : workspace(1, batch * hidden);
    run.projected = values(projected);
    run.h0 = allZero(values(h0), batch * hidden) ? nullptr : values(h0);
    run.packed = packed;
    std::memcpy(run.cells, values(c0), batch * hidden * sizeof(float));
    Team::get().run(1 + run.sizes.time, run.sizes.groups(), [&](int phase, int group) {
      if (phase == 0) packForward(run.sizes, values(weight), packed, group);
      else forwardStep(run, phase - 1, group);
    });
  } catch (const std::bad_alloc &) {
    call.fail("PlenumLstm: not enough memory.");
  }
}

/// Attribute: states, whether the derivatives by the first states are wanted. Else outputs 1 and 2 are empty.
void backward(void *kernel, TF_OpKernelContext *context) {
  Call call(context);
  const bool wanted = static_cast<Kernel *>(kernel)->full;
  const TF_Tensor *dh = call.input(0), *gates = call.input(1), *cells = call.input(2), *squashed = call.input(3), *weight = call.input(4);
  if (!call.ok()) return;
  if (TF_NumDims(dh) != 3) return call.fail("PlenumLstmGradient: dh has three axes.");
  const int64_t time = TF_Dim(dh, 0), batch = TF_Dim(dh, 1), hidden = TF_Dim(dh, 2);
  if (!isShape(gates, {time, batch, 4 * hidden}) || !isShape(cells, {time, batch, hidden}) ||
      !isShape(squashed, {time, batch, hidden}) || !isShape(weight, {hidden, 4 * hidden}))
    return call.fail("PlenumLstmGradient: gates [time, batch, 4·hidden], cells and tanh [time, batch, hidden], weight [hidden, 4·hidden].");
  Backward run{{int(time), int(batch), int(hidden)}};
  const std::vector<int64_t> state = wanted ? std::vector<int64_t>{batch, hidden} : std::vector<int64_t>{0};
  run.dProjected = call.output(0, {time, batch, 4 * hidden});
  float *dh0 = call.output(1, state);
  float *dc0 = call.output(2, state);
  if (!call.ok() || batch * hidden == 0) return;
  try {
    float *packed = workspace(0, run.sizes.packed());
    float *scratch = wanted ? nullptr : workspace(1, 2 * batch * hidden);
    run.laterH = wanted ? dh0 : scratch;
    run.laterC = wanted ? dc0 : scratch + batch * hidden;
    run.dh = values(dh);
    run.gates = values(gates);
    run.cells = values(cells);
    run.squashed = values(squashed);
    run.packed = packed;
    std::memset(run.laterH, 0, batch * hidden * sizeof(float));
    std::memset(run.laterC, 0, batch * hidden * sizeof(float));
    const int last = run.sizes.time - 1;
    Team::get().run(run.sizes.time + (wanted ? 1 : 0), run.sizes.groups(), [&](int phase, int group) {
      // What one phase leaves of a group its next needs, and of the gates' derivatives all groups.
      if (phase == 0) packBackward(run.sizes, values(weight), packed, group);
      else backwardStates(run, last - phase + 1, group);
      if (phase <= last) backwardGates(run, last - phase, group);
    });
  } catch (const std::bad_alloc &) {
    call.fail("PlenumLstmGradient: not enough memory.");
  }
}

template <const char *const &Attribute>
void *create(TF_OpKernelConstruction *construction) {
  TF_Status *status = TF_NewStatus();
  unsigned char full = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, Attribute, &full, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return new Kernel{full != 0};
}

void destroy(void *kernel) { delete static_cast<Kernel *>(kernel); }

void shape(TF_ShapeInferenceContext *context, TF_Status *status) { TF_ShapeInferenceContextSetUnknownShape(context, status); }

const char *const kTraining = "training";
const char *const kStates = "states";

bool define(const char *name, std::vector<const char *> inputs, std::vector<const char *> outputs, const char *attribute) {
  TF_OpDefinitionBuilder *builder = TF_NewOpDefinitionBuilder(name);
  for (const char *input : inputs) TF_OpDefinitionBuilderAddInput(builder, input);
  for (const char *output : outputs) TF_OpDefinitionBuilderAddOutput(builder, output);
  TF_OpDefinitionBuilderAddAttr(builder, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(builder, shape);
  TF_Status *status = TF_NewStatus();
  TF_RegisterOpDefinition(builder, status);
  const bool ok = TF_GetCode(status) == TF_OK;
  TF_DeleteStatus(status);
  return ok;
}

void implement(const char *name, void *(*make)(TF_OpKernelConstruction *), void (*compute)(void *, TF_OpKernelContext *)) {
  TF_Status *status = TF_NewStatus();
  TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", make, compute, destroy), status);
  TF_DeleteStatus(status);
}

bool suits() {
#if defined(__x86_64__)
  __builtin_cpu_init();
#endif
#if defined(__x86_64__)
  if (kNeeds == Needs::avx512) return __builtin_cpu_supports("avx512f");
  if (kNeeds == Needs::avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return true;
}

const bool registered = [] {
  if (!suits()) return false;
  if (!define("PlenumLstm", {"projected: float", "h: float", "c: float", "weight: float"},
              {"states: float", "gates: float", "cells: float", "squashed: float"}, "training: bool"))
    return false;
  implement("PlenumLstm", create<kTraining>, forward);
  if (!define("PlenumLstmGradient", {"derivative: float", "gates: float", "cells: float", "squashed: float", "weight: float"},
              {"projected: float", "h: float", "c: float"}, "states: bool"))
    return false;
  implement("PlenumLstmGradient", create<kStates>, backward);
  return true;
}();

}  // namespace
}  // namespace plenum
