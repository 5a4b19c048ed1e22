# cloudposse/cloudwatch-logs/aws: the log group that it makes; its role is not among what is known of it.

variable "context" {
  type    = any
  default = {}
}

variable "enabled" {
  type    = bool
  default = null
}

variable "name" {
  type    = string
  default = null
}

variable "retention_in_days" {
  type    = string
  default = "30"
}

variable "kms_key_arn" {
  type    = string
  default = null
}

module "this" {
  source = "cloudposse/label/null"

  context = var.context
  enabled = var.enabled
  name    = var.name
}

resource "aws_cloudwatch_log_group" "default" {
  count = module.this.enabled ? 1 : 0

  name              = module.this.id
  retention_in_days = var.retention_in_days
  kms_key_id        = var.kms_key_arn
  tags              = module.this.tags
}

output "log_group_arn" {
  value = aws_cloudwatch_log_group.default[0].arn
}

output "log_group_name" {
  value = aws_cloudwatch_log_group.default[0].name
}
