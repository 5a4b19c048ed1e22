variable "inside_vpc_id" {
  description = "Identifier of the VPC"
  type        = string

  validation {
    condition     = startswith(var.inside_vpc_id, "vpc-")
    error_message = "A VPC is named by its identifier, such as vpc-0123456789abcdef0."
  }
}

variable "tags" {
  description = "Tags on everything that takes tags"
  type        = map(string)
  default     = {}
}

variable "inside_subnet_ids" {
  description = "Subnets of the VPC link's network interfaces"
  type        = list(string)
  default     = ["subnet-1", "subnet-2"]
}

variable "inside_vpc_endpoint_subnet_ids" {
  description = "Subnets that the VPC endpoint has a network interface in"
  type        = list(string)
}

variable "outside_default_log_kms_key_arn" {
  description = "ARN of the KMS key that the access log is encrypted with"
  type        = string
  default     = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

variable "truststore_pem" {
  description = "Certificates in PEM of the authorities whose clients are let in"
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that alarms are sent to"
  type        = string
  default     = "arn:aws:sns:us-east-1:123456789012:alarms"
}
