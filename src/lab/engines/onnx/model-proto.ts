import protobuf from 'protobufjs/minimal.js'

/** The parts of the ONNX format (onnx.proto, IR version 9) that the compiler writes. */
type Writer = protobuf.Writer

const ELEMENT = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const
export type ElementType = keyof typeof ELEMENT

export type Attribute = number | { float: number } | string | readonly number[] | { graph: GraphProto } | { tensor: TensorProto }

export interface TensorProto {
  name: string
  type: ElementType
  dimensions: readonly number[]
  data: Uint8Array
}
export interface ValueProto {
  name: string
  type: ElementType
  dimensions: readonly (number | string)[]
  /** A sequence of such tensors. */
  sequence?: boolean
}
export interface NodeProto {
  type: string
  domain?: string
  inputs: readonly string[]
  outputs: readonly string[]
  attributes: Readonly<Record<string, Attribute>>
}
export interface GraphProto {
  name: string
  nodes: readonly NodeProto[]
  initializers: readonly TensorProto[]
  inputs: readonly ValueProto[]
  outputs: readonly ValueProto[]
}

const LENGTH_DELIMITED = 2
const VARINT = 0
const FIXED32 = 5
const tag = (field: number, wire: number) => (field << 3) | wire

function message(writer: Writer, field: number, write: (writer: Writer) => void): void {
  writer.uint32(tag(field, LENGTH_DELIMITED)).fork()
  write(writer)
  writer.ldelim()
}
const text = (writer: Writer, field: number, value: string) => writer.uint32(tag(field, LENGTH_DELIMITED)).string(value)
const integer = (writer: Writer, field: number, value: number) => writer.uint32(tag(field, VARINT)).int64(value)

function tensor(writer: Writer, { name, type, dimensions, data }: TensorProto): void {
  for (const dimension of dimensions) integer(writer, 1, dimension)
  integer(writer, 2, ELEMENT[type])
  if (name) text(writer, 8, name)
  writer.uint32(tag(9, LENGTH_DELIMITED)).bytes(data)
}

function tensorType(writer: Writer, { type, dimensions }: ValueProto): void {
  message(writer, 1, (inner) => {
    integer(inner, 1, ELEMENT[type])
    message(inner, 2, (shape) => {
      for (const dimension of dimensions)
        message(shape, 1, (one) => (typeof dimension === 'number' ? integer(one, 1, dimension) : text(one, 2, dimension)))
    })
  })
}

function value(writer: Writer, content: ValueProto): void {
  text(writer, 1, content.name)
  message(writer, 2, (type) => {
    if (!content.sequence) return tensorType(type, content)
    message(type, 4, (sequence) => message(sequence, 1, (element) => tensorType(element, content)))
  })
}

function attribute(writer: Writer, name: string, content: Attribute): void {
  text(writer, 1, name)
  if (typeof content === 'number') integer(integer(writer, 3, content), 20, 2)
  else if (typeof content === 'string') integer(text(writer, 4, content), 20, 3)
  else if (Array.isArray(content)) {
    for (const item of content as number[]) integer(writer, 8, item)
    integer(writer, 20, 7)
  } else if ('float' in content) integer(writer.uint32(tag(2, FIXED32)).float(content.float), 20, 1)
  else if ('graph' in content) {
    message(writer, 6, (inner) => graph(inner, content.graph))
    integer(writer, 20, 5)
  } else if ('tensor' in content) {
    message(writer, 5, (inner) => tensor(inner, content.tensor))
    integer(writer, 20, 4)
  }
}

function node(writer: Writer, { type, domain, inputs, outputs, attributes }: NodeProto): void {
  for (const input of inputs) text(writer, 1, input)
  for (const output of outputs) text(writer, 2, output)
  text(writer, 4, type)
  for (const [name, content] of Object.entries(attributes)) message(writer, 5, (inner) => attribute(inner, name, content))
  if (domain) text(writer, 7, domain)
}

function graph(writer: Writer, content: GraphProto): void {
  for (const item of content.nodes) message(writer, 1, (inner) => node(inner, item))
  text(writer, 2, content.name)
  for (const item of content.initializers) message(writer, 5, (inner) => tensor(inner, item))
  for (const item of content.inputs) message(writer, 11, (inner) => value(inner, item))
  for (const item of content.outputs) message(writer, 12, (inner) => value(inner, item))
}

/** A ModelProto of opset 18 as bytes. */
export function encodeModel(content: GraphProto): Uint8Array {
  const writer = protobuf.Writer.create()
  integer(writer, 1, 9)
  text(writer, 2, 'plenum')
  message(writer, 7, (inner) => graph(inner, content))
  message(writer, 8, (opset) => {
    text(opset, 1, '')
    integer(opset, 2, 18)
  })
  return writer.finish()
}
