variable "tags" {
  description = "Tags on everything that takes tags"
  type        = map(string)

  default = {
    project     = "users"
    environment = "prod"
  }
}

variable "cognito_jwt_audience" {
  description = "Audiences (`aud` or `client_id`) whose tokens are let in"
  type        = list(string)
  default     = ["4exampleclient0id1234567"]
}

variable "cognito_jwt_issuer" {
  description = "Issuer (`iss`) of the tokens, such as a Cognito user pool's address"
  type        = string
  default     = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example01"
}

variable "users_function_name" {
  description = "Name of the Lambda function users"
  type        = string
  default     = "users"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.users_function_name))
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
  description = "ARN of the ACM certificate for api.example.com, in the API's Region"
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
