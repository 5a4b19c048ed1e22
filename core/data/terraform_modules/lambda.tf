# terraform-aws-modules/lambda/aws: the function that others call, and whom it lets call it.

variable "create" {
  type    = bool
  default = true
}

variable "create_function" {
  type    = bool
  default = true
}

variable "create_layer" {
  type    = bool
  default = false
}

variable "function_name" {
  type    = string
  default = ""
}

variable "memory_size" {
  type    = number
  default = 128
}

variable "timeout" {
  type    = number
  default = 3
}

variable "architectures" {
  type    = list(string)
  default = null
}

variable "allowed_triggers" {
  type    = map(any)
  default = {}
}

variable "create_current_version_allowed_triggers" {
  type    = bool
  default = true
}

variable "create_unqualified_alias_allowed_triggers" {
  type    = bool
  default = true
}

locals {
  made = var.create && var.create_function && !var.create_layer
}

resource "aws_lambda_function" "this" {
  count = local.made ? 1 : 0

  function_name = var.function_name
  memory_size   = var.memory_size
  timeout       = var.timeout
  architectures = var.architectures
}

resource "aws_lambda_permission" "current_version_triggers" {
  for_each = local.made && var.create_current_version_allowed_triggers ? var.allowed_triggers : {}

  function_name = aws_lambda_function.this[0].function_name
  qualifier     = aws_lambda_function.this[0].version
  statement_id  = try(each.value.statement_id, each.key)
  action        = try(each.value.action, "lambda:InvokeFunction")
  principal     = try(each.value.principal, "${each.value.service}.amazonaws.com")
  source_arn    = try(each.value.source_arn, null)
}

resource "aws_lambda_permission" "unqualified_alias_triggers" {
  for_each = local.made && var.create_unqualified_alias_allowed_triggers ? var.allowed_triggers : {}

  function_name = aws_lambda_function.this[0].function_name
  statement_id  = try(each.value.statement_id, each.key)
  action        = try(each.value.action, "lambda:InvokeFunction")
  principal     = try(each.value.principal, "${each.value.service}.amazonaws.com")
  source_arn    = try(each.value.source_arn, null)
}

output "lambda_function_arn" {
  value = aws_lambda_function.this[0].arn
}

output "lambda_function_invoke_arn" {
  value = aws_lambda_function.this[0].invoke_arn
}

output "lambda_function_name" {
  value = aws_lambda_function.this[0].function_name
}

output "lambda_function_qualified_arn" {
  value = aws_lambda_function.this[0].qualified_arn
}

output "lambda_function_qualified_invoke_arn" {
  value = aws_lambda_function.this[0].qualified_invoke_arn
}

output "lambda_function_version" {
  value = aws_lambda_function.this[0].version
}
