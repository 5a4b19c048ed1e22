variable "tags" {
  description = "Tags on everything that takes tags"
  type        = map(string)

  default = {
    project     = "chat"
    environment = "prod"
  }
}

variable "chat_tickets_function_name" {
  description = "Name of the Lambda function chat-tickets"
  type        = string
  default     = "chat-tickets"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.chat_tickets_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "chat_connections_function_name" {
  description = "Name of the Lambda function chat-connections"
  type        = string
  default     = "chat-connections"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.chat_connections_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "chat_messages_function_name" {
  description = "Name of the Lambda function chat-messages"
  type        = string
  default     = "chat-messages"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.chat_messages_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log groups; null leaves it to CloudWatch"
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null ? true : startswith(var.log_kms_key_arn, "arn:")
    error_message = "A key is named by its ARN."
  }
}

variable "certificate_arn" {
  description = "ARN of the ACM certificate for chat.example.com, in the API's Region"
  type        = string

  validation {
    condition     = startswith(var.certificate_arn, "arn:")
    error_message = "A certificate is named by its ARN."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that alarms are sent to; none when null"
  type        = string
  default     = null
}
